"""What can the lists of the campaign be narrowed by?"""
