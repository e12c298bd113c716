"""Which columns do the lists of the campaign have in Excel, out and in?"""
