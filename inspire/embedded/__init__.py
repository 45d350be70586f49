"""PostgreSQL and Valkey from wheels, in `var/`: for a first run and for tests, in local mode only.

`serving.servers_for` starts what a command needs, `holding.hold` counts the holders.
"""
