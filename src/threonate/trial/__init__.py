"""Virtual trials: a design goes in, and what it would find goes out, before anybody pays for it.

Bodies and brains of volunteers follow the mechanism; what tests and questionnaires show follows
the pooled trials, with placebo response, practice, noise, drop-out and the spread between trials.
Every virtual trial is analysed as a trialist would. Nobody knows whether magnesium L-threonate
raises magnesium in a human brain; a trial of spinal fluid or of brain spectroscopy would tell, and
its worth is computed here.
"""
