using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using Grpc.Core;
using PositionMention = Alliance.Readiness.V1.PositionMention;
using PositionStep = AllianceServices.Gateway.Domain.PositionStep;
using Stance = Alliance.Type.V1.Stance;

namespace AllianceServices.Gateway;

internal sealed partial class ReadinessService
{
    /// <inheritdoc/>
    public override Task<PositionHistory> GetPositionHistory(GetPositionHistoryRequest request, ServerCallContext context)
    {
        var views = Views;
        var facts = ViewOf(views, ResourceName.ParentOf(request.Name), CutAt(request.KnownAt)).Facts;
        // A country whose every record was retracted has a position that nothing is left of.
        var position = facts.Positions.FirstOrDefault(p => p.Name == request.Name && p.Mentions.Count > 0)
            ?? throw RpcErrors.NotFound("alliance.services/Position", request.Name);
        return Task.FromResult(new PositionHistory
        {
            Name = position.Name,
            Party = position.Party,
            Periods = { position.Steps.Select((step, i) => ToPeriod(step, position.Steps.ElementAtOrDefault(i + 1), facts.Records)) },
            Mentions = { position.Mentions.Select(mention => ToMessage(mention, facts.Records)) },
            Memberships =
            {
                facts.Memberships.Where(m => m.Country == position.Party).OrderBy(m => m.AccessionDate)
                    .Select(m => new MembershipPeriod { From = IsoDate.Format(m.AccessionDate), Until = IsoDate.Format(m.LeftOn) }),
            },
            FreshAsOf = { FreshAsOf(views) },
            Method = ReadinessMethodV1.Name,
            KnownAt = KnownAtOrNow(request.KnownAt),
        });
    }

    private static PositionPeriod ToPeriod(PositionStep step, PositionStep? next, RecordIndex records) => new()
    {
        From = IsoDate.Format(step.From),
        Until = IsoDate.Format(next?.From.AddDays(-1)),
        Stance = (Stance)step.Stance,
        Since = IsoDate.Format(step.Since),
        Record = step.Record,
        SinceRecord = step.SinceRecord,
        Divided = step.Divided,
        DividedRecord = step.DividedRecord,
        Sources = { records.SourcesOf(step.Record).Select(ReadinessMapper.ToMessage) },
    };

    private static PositionMention ToMessage(Domain.PositionMention mention, RecordIndex records) => new()
    {
        Record = mention.Record,
        Date = IsoDate.Format(mention.Date),
        Stance = (Stance)mention.Stance,
        Level = (AuthorityLevel)mention.Level,
        Counts = mention.Counts,
        EditorialReset = mention.EditorialReset,
        Title = records.TitleOf(mention.Record),
        Sources = { records.SourcesOf(mention.Record).Select(ReadinessMapper.ToMessage) },
    };
}
