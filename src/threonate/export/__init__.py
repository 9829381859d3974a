"""What leaves for other programs: the model as SBML, and tables of numbers as CSV."""
