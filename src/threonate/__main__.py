"""The command line, started as ``python -m threonate``."""

from threonate.cli import main

if __name__ == "__main__":
    main()
