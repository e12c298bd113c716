"""Which columns do the lists of recognition have in Excel?"""
