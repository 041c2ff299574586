// PiperollLedger
