"""Who should not take it, what it does to medicines, and when in the day it can be taken.

Every rule is owed to a source or marked as a choice of policy. Nobody has studied the compound
itself with any medicine: rules come from other magnesium salts and from antacids, and each says
from which, because magnesium L-threonate binds medicines but hardly neutralises acid.
"""
