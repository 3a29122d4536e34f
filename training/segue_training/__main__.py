"""`python3 -m segue_training`."""

from .cli import main

if __name__ == "__main__":
    main()
