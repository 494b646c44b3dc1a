"""The tool's pages and addresses (Flask)."""
