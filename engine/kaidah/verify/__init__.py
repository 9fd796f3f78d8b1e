"""What can be proved about the tables of a model, for all inputs."""

from kaidah.verify.verify import Proof, TableVerification, Verification, verify

__all__ = ["Proof", "TableVerification", "Verification", "verify"]
