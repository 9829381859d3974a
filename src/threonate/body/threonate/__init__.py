"""Threonate after it has left its magnesium: absorbed, diluted and cleared within a day.

One study of the calcium salt in healthy people gives all the numbers. Whether and how threonate
reaches the human brain has not been measured.
"""
