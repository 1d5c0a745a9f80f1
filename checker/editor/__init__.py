"""What an editor is told while somebody writes: mistakes in policies, findings in documents, what may stand where.

Nothing here runs a program or asks the network.
"""
