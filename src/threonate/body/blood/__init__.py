"""Plasma, the fluid that mixes with it within hours, and what leaves with sweat.

Serum magnesium is held within a few percent; the volumes come from infusions into patients and
volunteers, not from supplements.
"""
