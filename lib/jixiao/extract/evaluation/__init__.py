"""A department's self-evaluation in prose (部门整体支出绩效自评报告): its budget, indicators, tasks, outcomes."""
