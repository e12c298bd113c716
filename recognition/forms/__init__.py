"""What people fill in for recognition."""
