using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Storage;
using static Alliance.Statements.V1.StatementsService;

namespace AllianceServices.Statements;

/// <summary>The Statements register's methods, one file each.</summary>
public sealed partial class StatementsService(
    Register<StatementsContext> register, ChangeStream<StatementsContext> changes, StatementsImporter importer,
    Exporter<StatementsContext> exporter, FieldMasks masks)
    : StatementsServiceBase;
