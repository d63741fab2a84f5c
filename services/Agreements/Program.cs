using AllianceServices.Agreements;
using AllianceServices.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(() => AgreementsHost.Build(args));
