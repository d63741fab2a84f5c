using AllianceServices.Local;

return await LocalCommand.Create().Parse(args).InvokeAsync();
