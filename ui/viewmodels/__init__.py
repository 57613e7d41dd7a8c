"""View-models: state and commands without widgets; one or two signals each."""
