"""The network that stores and recalls: dentate, CA3, CA1, and the night's replay to cortex.

A fast clock, asked on chosen days. The dentate turns a cue into cells of CA3, recurrent connections
complete the memory or fail to, and CA1 reads the result; ``chain`` does it for many persons, and
``network`` cell by cell to check it. The network is the size of a rat's and was fitted to what
healthy people of six ages recall of a list, so the level is known and only changes are predicted.
Nobody knows how many synapses a person's memory needs, how often an item is stored, or whether the
network of a person breaks down as sharply as this one; no result of magnesium entered the fit.
"""
