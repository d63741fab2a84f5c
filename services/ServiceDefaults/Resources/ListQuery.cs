using Alliance.Errors.V1;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Validation;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>
/// The pages of a list. A page token is the place where the page before ended, bound to this query: a token of another query is
/// refused instead of giving a page that belongs to neither.
/// </summary>
/// <param name="collection">What is listed.</param>
/// <param name="question">Everything else that must be the same from page to page.</param>
public sealed class ListQuery(string collection, string question)
{
    private string Question => $"{collection}\0{question}";

    /// <summary>The token for the page after a place.</summary>
    public string TokenAfter(string place) => BoundToken.Write(Question, place);

    /// <summary>The place after which a page begins; null for the first page.</summary>
    public string? After(string pageToken) =>
        pageToken.Length == 0 ? null
        : BoundToken.TryRead(Question, pageToken, out var place) && StringRules.IsText(place) ? place
        : throw Invalid();

    /// <summary>What a token gets that was not made for the query, or names no place in it.</summary>
    public static RpcException Invalid() => RpcErrors.InvalidArgument(new FieldViolation(
        "page_token", "was not made for this list with its filter, order and times", ErrorReason.PageTokenInvalid));
}
