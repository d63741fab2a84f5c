using AllianceServices.Agreements.Storage;
using AllianceServices.ServiceDefaults.ChangeLog;
using static Alliance.Agreements.V1.AgreementsService;

namespace AllianceServices.Agreements;

/// <summary>The Agreements register's methods, one file each.</summary>
public sealed partial class AgreementsService(
    Register<AgreementsContext> register, ChangeStream<AgreementsContext> changes, AgreementsImporter importer, TimeProvider clock)
    : AgreementsServiceBase;
