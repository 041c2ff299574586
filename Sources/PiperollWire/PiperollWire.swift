// PiperollWire
