using AllianceServices.Cli;

return await AllianceCommand.RunAsync(args, Terminal.OfProcess());
