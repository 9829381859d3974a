"""Muscle, other soft tissue, bone and red cells.

Tracers move in and out quickly while the amounts hardly change, so cells are modelled as stiff.
How large the exchangeable part of bone is, and how far the stores can be depleted, is uncertain:
severe depletion lies outside what this model can predict.
"""
