"""What `manage.py up` needs: ports, one at a time, and the processes."""
