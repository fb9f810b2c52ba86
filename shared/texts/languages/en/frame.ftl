# The frame around every page.

skip-to-content = Skip to content
