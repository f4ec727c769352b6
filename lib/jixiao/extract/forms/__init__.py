"""Performance forms of any office → projects, their money, their indicators."""
