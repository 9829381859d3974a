"""Follow magnesium L-threonate from the label to the brain, with how sure each step is."""


def __getattr__(name: str) -> str:
    """The version is read from the installed package only when somebody asks for it."""
    if name == "__version__":
        from importlib.metadata import version

        return version("threonate")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
