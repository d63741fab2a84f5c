using AllianceServices.MembershipCriteria;
using AllianceServices.ServiceDefaults.Hosting;

return await ServiceHost.RunAsync(() => CriteriaHost.Build(args));
