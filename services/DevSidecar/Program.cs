// The stand-alone sidecar program grows here.
