"""The filters above the lists of the platform, and the pieces that every list's filter is made of."""
