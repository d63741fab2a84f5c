using System.Linq.Expressions;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>
/// A value in an expression from which Entity Framework makes a parameter. As a constant it would be part of the query, which
/// would be translated anew, and kept, for every value that a caller thinks of.
/// </summary>
internal static class QueryValue
{
    /// <summary>The expression.</summary>
    public static Expression Of(string value) => Expression.Property(Expression.Constant(new Holder(value)), nameof(Holder.Value));

    private sealed record Holder(string Value);
}
