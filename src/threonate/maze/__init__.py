"""A water maze: place cells, a critic and an actor learn where the platform is.

Rats swim in cloudy water until they find a hidden platform. Place cells say where the rat is; the
critic learns what each place is worth, the actor which way to swim from it, and how fast both
learn is what a synapse's plasticity sets. Few cues around the pool, or few working synapses, make
the place that the cells tell stray from the true one. The model is Foster, Morris and Dayan's of
2000. Nobody knows how far a rat's plasticity follows its magnesium, nor how many cues make up for
how many synapses: both enter as assumptions. These are model rats and say nothing yet of people.
"""
