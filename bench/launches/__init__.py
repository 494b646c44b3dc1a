"""What `bench/launch.py` is made of."""
