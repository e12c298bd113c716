"""The filters above the lists of recognition."""
