"""What the tests stand on: the database of the run, clones of it, a running product, a browser."""
