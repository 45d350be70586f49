"""Forty poisoned tables, for every operation that reads data: orders, code, tricks of writing, and sheer size."""

from tests.poison import hidden, huge, orders, syntax

TABLES = (*orders.TABLES, *syntax.TABLES, *hidden.TABLES, *huge.TABLES)
