using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit.History;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;
using State = Alliance.Statements.V1.Statement.Types.State;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.MembershipCriteria.Tests.Rig;

/// <summary>
/// Calls on a few resources and events from the other registers, drawn by chance: most are good, some come too late or twice.
/// </summary>
internal sealed class CriteriaCalls(CriteriaApp app)
{
    // As many as go past Entity Framework, and some more.
    private const int Many = 10;

    private static readonly Stance[] Stances = [Stance.Supports, Stance.SupportsWithConditions, Stance.Sceptical, Stance.Opposes];

    public Operation Draw(Random random, string requestId)
    {
        var (id, number) = ("ab"[random.Next(2)].ToString(), random.Next(1000));
        return random.Next(12) switch
        {
            0 => Operation.Of($"create organization {id}", requestId, () => app.Client.CreateOrganizationAsync(
                new() { OrganizationId = id, Organization = Given.Organization(), RequestId = requestId }).ResponseAsync),
            1 => Operation.Of("update organization", requestId, () => app.Client.UpdateOrganizationAsync(
                new() { Organization = new() { Name = "organizations/nato", ShortName = $"N{number}" }, RequestId = requestId }).ResponseAsync),
            2 => AddTrack(id, requestId),
            3 => Operation.Of("update track", requestId, () => app.Client.UpdateTrackAsync(
                new() { Track = new() { Name = Given.Track(), DisplayName = $"Path {number}" }, RequestId = requestId }).ResponseAsync),
            4 or 5 => Operation.Of($"create criterion {id}", requestId, () => app.Client.CreateCriterionAsync(
                new() { Parent = Given.Track(), CriterionId = id, Criterion = Given.Criterion(), RequestId = requestId }).ResponseAsync),
            6 => Operation.Of($"weigh {id}", requestId, () => app.Client.UpdateCriterionAsync(new()
            {
                Criterion = new()
                {
                    Name = Given.Track($"criteria/{id}"),
                    Gate = true,
                    Weight = new() { Value = number, Rationale = $"Reason {number}." },
                },
                RequestId = requestId,
            }).ResponseAsync),
            7 => Operation.Of($"assess {id}", requestId, () => app.Client.CreateAssessmentAsync(new()
            {
                Parent = Given.Track($"criteria/{id}"),
                AssessmentId = $"on-{number % 4}",
                Assessment = Given.Assessment(assessment => (assessment.Date, assessment.Status) = ($"2024-01-0{1 + number % 9}", Status.Met)),
                RequestId = requestId,
            }).ResponseAsync),
            8 => Operation.Of($"import {number % 3}", requestId: "", () => app.ImportAsync(Enumerable.Range(1, Many).Select(line => new Alliance.Criteria.V1.ImportRequest
            {
                Line = line,
                Organization = Given.Organization(organization => organization.Name = $"organizations/imported-{number % 3}-{line}"),
            }))),
            9 => Deliver(app.Registers.Agreements.Append(Given.Agreement(id, $"2024-02-0{1 + number % 9}", Position(number)), Kind(number))),
            _ => Say(id, number),
        };
    }

    /// <summary>A new track of the same candidate, with the positions that are known by then.</summary>
    public Operation AddTrack(string id, string requestId) => Operation.Of($"create track {id}", requestId, () => app.Client.CreateTrackAsync(
        new() { TrackId = id, Track = Given.Track("organizations/nato", "UA"), RequestId = requestId }).ResponseAsync);

    /// <summary>The event of a statement that is made or changed.</summary>
    public Operation Say(string id, int number) => Deliver(app.Registers.Statements.Append(Statement(id, number), Kind(number)));

    private static Change.Types.Kind Kind(int number) => number % 2 == 0 ? Change.Types.Kind.Published : Change.Types.Kind.Updated;

    private static Statement Statement(string id, int number) => Given.Changed(
        Given.Statement(
            id, $"2024-01-0{1 + number % 9}", Position(number), Given.Changed(Position(number / 4), p => p.Level = AuthorityLevel.HeadOfState)),
        statement => statement.State = number % 5 == 0 ? State.Retracted : State.Published);

    // Now and then of so many countries that their rows go past Entity Framework.
    private static PositionEntry Position(int number) => Given.Position(
        Stances[number % 4], [.. Enumerable.Range(0, number % 11 == 0 ? Many : 1 + number % 3).Select(i => $"{(char)('A' + i)}Z")]);

    // A change has one place in the other register's log, however often its event comes.
    private Operation Deliver(Change change) => Operation.Of<IMessage>($"event {change.Register}/{change.Sequence}", requestId: "", async () =>
        await app.DeliverAsync(change) == Answer.Success
            ? new Empty()
            : throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "The event is to come again.")));
}
