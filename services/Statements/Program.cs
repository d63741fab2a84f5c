using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements;

return await ServiceHost.RunAsync(() => StatementsHost.Build(args));
