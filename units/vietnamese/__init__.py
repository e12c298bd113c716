"""What people here write, read as they mean it: names, numbers and dates in Vietnamese."""
