using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Alliance.Errors.V1;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Validation;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>The fields of a resource that a filter may name, and how each is compared in the store.</summary>
public sealed class FilterFields<TRow>
    where TRow : ResourceRow
{
    internal static readonly MethodInfo StringCompare =
        typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    private static readonly MethodInfo CompareAsStored =
        typeof(FilterFields<TRow>).GetMethod(nameof(CompareUtf8), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static readonly MethodInfo ListContains = typeof(Enumerable).GetMethods()
        .Single(m => m.Name == nameof(Enumerable.Contains) && m.GetParameters().Length == 2).MakeGenericMethod(typeof(string));

    private readonly Dictionary<string, Field> _fields = new(StringComparer.Ordinal);

    private sealed record Field(LambdaExpression Column, bool IsList, IReadOnlyList<string>? Values, bool IsDate = false);

    /// <summary>A field with one value, compared as text.</summary>
    public FilterFields<TRow> Text(string name, Expression<Func<TRow, string>> column) => Add(name, column, false, null);

    /// <summary>A day; its column holds it in ISO 8601, which compares as text in the order of days.</summary>
    public FilterFields<TRow> Date(string name, Expression<Func<TRow, string>> column)
    {
        _fields.Add(name, new(column, IsList: false, Values: null, IsDate: true));
        return this;
    }

    /// <summary>An enum field; its column holds the value's name in the contract.</summary>
    public FilterFields<TRow> Enum<TEnum>(string name, Expression<Func<TRow, string>> column) where TEnum : struct, Enum =>
        Add(name, column, false, ProtoEnums.NamesOf<TEnum>());

    /// <summary>A field that is true or false.</summary>
    public FilterFields<TRow> Flag(string name, Expression<Func<TRow, bool>> column) => Add(name, column, false, ["false", "true"]);

    /// <summary>A field with several values, tested with `:`.</summary>
    public FilterFields<TRow> List(string name, Expression<Func<TRow, List<string>>> column) => Add(name, column, true, null);

    /// <summary>All of the filters as one condition on rows; INVALID_ARGUMENT if it cannot be served.</summary>
    public Expression<Func<TRow, bool>> Translate(params IEnumerable<string> filters)
    {
        var comparisons = filters.SelectMany(filter => FilterSyntax.Parse(filter) ?? throw Invalid(
            "must be comparisons such as date >= \"2024-06-01\", joined by AND"));
        var row = Expression.Parameter(typeof(TRow), "row");
        var condition = comparisons.Select(c => Translate(c, row)).Aggregate(Expression.AndAlso);
        return Expression.Lambda<Func<TRow, bool>>(condition, row);
    }

    /// <summary>The condition as a function of rows that are not in the store, with the store's order of text.</summary>
    internal static Func<TRow, bool> InMemory(Expression<Func<TRow, bool>> condition) =>
        ((Expression<Func<TRow, bool>>)new InStoreOrder().Visit(condition)).Compile();

    /// <summary>The order that is asked for: by name, or by a day and then by name; INVALID_ARGUMENT for any other.</summary>
    internal ListOrder<TRow> Order(string orderBy)
    {
        var words = orderBy.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [] or ["name"])
        {
            return new(null, isDescending: false);
        }
        var isDescending = words is [_, "desc"];
        return (words.Length == 1 || isDescending) && _fields.GetValueOrDefault(words[0]) is { IsDate: true } field
            ? new((Expression<Func<TRow, string>>)field.Column, isDescending)
            : throw RpcErrors.InvalidArgument(new FieldViolation("order_by", $"must be {string.Join(", ", Orders)}"));
    }

    private IEnumerable<string> Orders =>
        _fields.Where(named => named.Value.IsDate).SelectMany(named => new[] { named.Key, named.Key + " desc" }).Prepend("name");

    private Expression Translate(Comparison comparison, ParameterExpression row)
    {
        if (!_fields.TryGetValue(comparison.Field, out var field))
        {
            throw Invalid($"names the unknown field {comparison.Field}; known are {string.Join(", ", _fields.Keys.Order(StringComparer.Ordinal))}");
        }
        // Escapes in the filter can make of it what no field holds.
        if (!StringRules.IsText(comparison.Value))
        {
            throw Invalid($"compares {comparison.Field} with what is no text");
        }
        if (field.Values is { } values && !values.Contains(comparison.Value))
        {
            throw Invalid($"compares {comparison.Field} with {comparison.Value}; it is one of {string.Join(", ", values)}");
        }
        if (field.IsDate && !DateOnly.TryParseExact(comparison.Value, "yyyy-MM-dd", out _))
        {
            throw Invalid($"compares {comparison.Field} with {comparison.Value}, which is not a date such as 2024-06-17");
        }
        var column = new ParameterReplacer(field.Column.Parameters[0], row).Visit(field.Column.Body);
        if (field.IsList)
        {
            return comparison.Operator == ":"
                ? Expression.Call(ListContains, column, QueryValue.Of(comparison.Value))
                : throw Invalid($"must test {comparison.Field} with the operator : (has)");
        }
        return field.Values is null ? Compare(comparison, column) : CompareChoice(comparison, column);
    }

    // The values of an enum have names, and no order that a filter could mean.
    private static BinaryExpression CompareChoice(Comparison comparison, Expression column)
    {
        Expression value = column.Type == typeof(bool) ? Expression.Constant(bool.Parse(comparison.Value)) : QueryValue.Of(comparison.Value);
        return comparison.Operator switch
        {
            "=" => Expression.Equal(column, value),
            "!=" => Expression.NotEqual(column, value),
            _ => throw Invalid($"must compare {comparison.Field} with = or !="),
        };
    }

    private static BinaryExpression Compare(Comparison comparison, Expression column)
    {
        var value = QueryValue.Of(comparison.Value);
        var order = Expression.Call(StringCompare, column, value);
        var zero = Expression.Constant(0);
        return comparison.Operator switch
        {
            "=" => Expression.Equal(column, value),
            "!=" => Expression.NotEqual(column, value),
            "<" => Present(column, Expression.LessThan(order, zero)),
            "<=" => Present(column, Expression.LessThanOrEqual(order, zero)),
            ">" => Expression.GreaterThan(order, zero),
            ">=" => Expression.GreaterThanOrEqual(order, zero),
            _ => throw Invalid($"must compare {comparison.Field} with =, !=, <, <=, > or >="),
        };
    }

    // Absent values are kept as empty text; a day that is not known is not earlier than any other.
    private static BinaryExpression Present(Expression column, Expression condition) =>
        Expression.AndAlso(Expression.NotEqual(column, Expression.Constant("")), condition);

    // Both databases compare the bytes; .NET compares UTF-16, which puts the last planes of Unicode before the end of the first.
    private static int CompareUtf8(string a, string b) =>
        Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    private sealed class InStoreOrder : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node) =>
            node.Method == StringCompare ? Expression.Call(CompareAsStored, Visit(node.Arguments)) : base.VisitMethodCall(node);
    }

    private FilterFields<TRow> Add(string name, LambdaExpression column, bool isList, IReadOnlyList<string>? values)
    {
        _fields.Add(name, new(column, isList, values));
        return this;
    }

    private static Grpc.Core.RpcException Invalid(string problem) =>
        RpcErrors.InvalidArgument(new FieldViolation("filter", problem, ErrorReason.FilterInvalid));
}
