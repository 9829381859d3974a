"""What brain magnesium does to a synapse: receptor block, receptor make-up, release and density.

Two branches have opposite signs and never share a curve. At once, magnesium only blocks NMDA
receptors, which lowers plasticity. Over days, receptors are added until quiet moments let in as
much calcium as before, so that bursts let in more; terminals that were silent begin to work, each
releasing less often. ``flows`` follows the slow part; ``release`` and ``plasticity`` answer what a
burst of spikes then does. Block and scaling are measured in slices and cultures. How far the number
of working synapses follows magnesium is unknown in people, and nobody has counted human synapses
before and after magnesium L-threonate.
"""
