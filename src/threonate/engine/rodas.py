"""RODAS4: a linearly implicit method of order 4 with an embedded error estimate of order 3.

Six stages, one factorisation a step, stiffly accurate. Coefficients: Hairer and Wanner, Solving
Ordinary Differential Equations II (2nd edition, 1996), section IV.10, in the transformed variables
of equation IV.7.25.
"""

GAMMA = 0.25

STAGES = 6

# Where in the step each stage is evaluated, as a share of the step.
TIMES = (0.0, 0.386, 0.21, 0.63, 1.0, 1.0)

# How much of the right-hand side's own drift in time each stage carries, times the step.
DRIFT = (0.25, -0.1043, 0.1035, -0.0362, 0.0, 0.0)

# Stage arguments: state + sum of these times the earlier stages. The last stage is the fifth's
# argument plus the fifth stage; the new state is the sixth's argument plus the sixth stage.
ARGUMENTS = (
    (),
    (1.544,),
    (0.9466785280815826, 0.2557011698983284),
    (3.314825187068521, 2.896124015972201, 0.9986419139977817),
    (1.221224509226641, 6.019134481288629, 12.53708332932087, -0.687886036105895),
    (1.221224509226641, 6.019134481288629, 12.53708332932087, -0.687886036105895, 1.0),
)

# Earlier stages in the right-hand side: sum of these times the earlier stages, over the step.
COUPLING = (
    (),
    (-5.6688,),
    (-2.430093356833875, -0.2063599157091915),
    (-0.1073529058151375, -9.594562251023355, -20.47028614809616),
    (7.496443313967647, -10.24680431464352, -33.99990352819905, 11.7089089320616),
    (
        8.083246795921522,
        -7.981132988064893,
        -31.52159432874371,
        16.31930543123136,
        -6.058818238834054,
    ),
)
