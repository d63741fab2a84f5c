using AllianceServices.Gateway;
using AllianceServices.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(() => GatewayHost.Build(args));
