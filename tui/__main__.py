"""`readyby` and `python -m tui`."""

import sys


def main() -> int:
    """Run one call and give its exit code. The line for a shell prompt is answered without loading anything else."""
    if "--brief" in sys.argv and "today" in sys.argv:
        import os

        from tui.brief import answer

        code = answer(sys.argv[1:], os.environ)
        if code is not None:
            return code
    from tui.cli import main as whole

    return whole()


if __name__ == "__main__":
    sys.exit(main())
