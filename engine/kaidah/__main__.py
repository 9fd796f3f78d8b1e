"""`python -m kaidah`."""

import sys

from kaidah.cli import main

sys.exit(main())
