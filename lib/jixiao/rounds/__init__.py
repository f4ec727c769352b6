"""A round: what is due, run on workers here or on a cluster, published."""
