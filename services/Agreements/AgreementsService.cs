using Alliance.Agreements.V1;
using AllianceServices.Agreements.Storage;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.ServiceDefaults.Validation;
using static Alliance.Agreements.V1.AgreementsService;

namespace AllianceServices.Agreements;

/// <summary>The Agreements register's methods, one file each.</summary>
public sealed partial class AgreementsService(
    Register<AgreementsContext> register, ChangeStream<AgreementsContext> changes, AgreementsImporter importer,
    Exporter<AgreementsContext> exporter, FieldMasks masks, RequestValidator validator, TimeProvider clock)
    : AgreementsServiceBase
{
    private string Today => IsoDate.Format(IsoDate.DayOf(clock.GetUtcNow()));

    private string DayOrToday(string day) => day.Length > 0 ? day : Today;

    // Where the request has a part of the agreement only, its fields have other names there.
    private void CheckAndDerive(Agreement agreement, Func<string, string>? inRequest = null)
    {
        if (AgreementRules.Check(agreement, "agreement", IsoDate.DayOf(clock.GetUtcNow())) is { Count: > 0 } violations)
        {
            throw RpcErrors.InvalidArgument([.. violations.Select(v => v with { Field = inRequest?.Invoke(v.Field) ?? v.Field })]);
        }
        AgreementRules.Derive(agreement);
    }
}
