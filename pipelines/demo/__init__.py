"""The invented programme that behaves like real offices do, defects included."""

from pipelines.demo.play import Demonstration, write_demo

__all__ = ["Demonstration", "write_demo"]
