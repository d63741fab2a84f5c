using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Agreements;

return await ServiceHost.RunAsync(AgreementsHost.Build(args));
