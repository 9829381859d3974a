"""The lab: everything that Threonate knows, in a browser, on this computer alone.

A page is a question with an answer: the same address gives people a page and programs the same
answer as JSON. Pages are made here and work without JavaScript; scripts only make them quicker.
Nothing is asked of the network, and nothing leaves the computer.
"""
