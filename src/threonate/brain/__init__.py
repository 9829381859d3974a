"""Ventricles, lumbar fluid, the fluid between brain cells, and free magnesium in the neuron.

All levels are relative to the person's own baseline, because laboratories disagree more about
absolute levels than any treatment changes them. The slow gain through threonate is a description
of what one laboratory saw in rats; no human brain has been measured after magnesium L-threonate.
"""
